import { manyRows } from '../support/many-rows.ts';

manyRows(1_000_000);
