/** The database of Logboom, and the table of records. */
export const DATABASE = 'logboom';
export const LOGS = `${DATABASE}.logs`;
