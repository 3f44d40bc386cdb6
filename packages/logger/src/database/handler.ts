import { reasonOf } from '@logboom/core';
import type { Batch } from '../delivery/batch.ts';
import { DeliveryHandler, type DeliveryOptions } from '../delivery/delivery-handler.ts';
import { PromiseTransport } from '../delivery/promise-transport.ts';
import type { Refusal } from '../delivery/transport.ts';
import { JsonFormatter } from '../formatters/json.ts';
import type { DatabaseAdapter } from './adapters.ts';
import { type DatabaseRow, rowsOf } from './row.ts';

export interface DatabaseHandlerOptions extends DeliveryOptions {
  adapter: DatabaseAdapter;
  /** Created if it is not there: id, time, level, logger, message, attributes. @default 'logs' */
  table?: string;
}

/**
 * Inserts records into a table, in batches, each exactly once: a record has an id, and inserting it again
 * changes nothing. The connection stays the application's to close, after this handler.
 *
 * @example log.addHandler(new DatabaseHandler({ adapter: postgresAdapter(pool), table: 'app.logs' }));
 */
export class DatabaseHandler extends DeliveryHandler {
  constructor(options: DatabaseHandlerOptions) {
    const { adapter, table = 'logs' } = options;
    let prepared = false;
    const deliver = async (batch: Batch, client: string): Promise<Refusal[]> => {
      if (!prepared) await adapter.prepare(table);
      prepared = true;
      const rows = rowsOf(batch, client);
      try {
        await adapter.insert(table, rows);
        return [];
      } catch {
        prepared = false;
        return await insertSingly(adapter, table, rows);
      }
    };
    const transport = new PromiseTransport(`table ${table}`, deliver);
    super(options, { formatter: new JsonFormatter(), transport, json: true, linger: 100, batchRecords: 500 });
  }
}

/**
 * One row that the table cannot take must not hold up all others.
 *
 * @throws what the database throws when it is not the row's fault: then it cannot be prepared either
 */
async function insertSingly(
  adapter: DatabaseAdapter,
  table: string,
  rows: DatabaseRow[],
): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  for (const [i, row] of rows.entries()) {
    try {
      await adapter.insert(table, [row]);
    } catch (error) {
      await adapter.prepare(table);
      refused.push({ line: i + 1, reason: reasonOf(error) });
    }
  }
  return refused;
}
