/** The database of Logboom, the table of records, and that of the spans that OTLP's traces bring. */
export const DATABASE = 'logboom';
export const LOGS = `${DATABASE}.logs`;
export const SPANS = `${DATABASE}.spans`;
