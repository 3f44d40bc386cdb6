/** What came out for one protocol. */
export interface Measured {
  title: string;
  /** How it was sent. */
  how: string;
  /** Records a second. */
  rate: number;
}
