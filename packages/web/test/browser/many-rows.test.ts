import { manyRows } from '../support/many-rows.ts';

manyRows(40_000);
