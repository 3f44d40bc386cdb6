import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The users of the embedded engine. `default` only starts the listeners; `reader` runs SQL of users. */
export const ENGINE_USER = 'logboom';
export const READER_USER = 'reader';

export interface EngineSecrets {
  password: string;
  readerPassword: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const users = (secrets: EngineSecrets, memory: number): string => `<clickhouse>
  <profiles>
    <default/>
    <reader>
      <readonly>1</readonly>
      <max_memory_usage>${memory}</max_memory_usage>
      <cancel_http_readonly_queries_on_client_close>1</cancel_http_readonly_queries_on_client_close>
    </reader>
  </profiles>
  <quotas><default/></quotas>
  <users>
    <default>
      <no_password/>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile><quota>default</quota>
      <grants>
        <query>GRANT SYSTEM LISTEN ON *.*</query>
        <query>GRANT CREATE ARBITRARY TEMPORARY TABLE ON *.*</query>
        <query>GRANT TABLE ENGINE ON File</query>
      </grants>
    </default>
    <${ENGINE_USER}>
      <password_sha256_hex>${sha256(secrets.password)}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile><quota>default</quota>
      <grants><query>GRANT ALL ON *.*</query></grants>
    </${ENGINE_USER}>
    <${READER_USER}>
      <password_sha256_hex>${sha256(secrets.readerPassword)}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>reader</profile><quota>default</quota>
      <grants><query>GRANT SELECT ON logboom.*</query></grants>
    </${READER_USER}>
  </users>
</clickhouse>
`;

const server = (usersPath: string): string => `<clickhouse>
  <user_directories><users_xml><path>${usersPath}</path></users_xml></user_directories>
  <logger><level>warning</level></logger>
  <shutdown_wait_unfinished>0</shutdown_wait_unfinished>
  <mark_cache_size>268435456</mark_cache_size>
  <background_pool_size>4</background_pool_size>
  <background_schedule_pool_size>16</background_schedule_pool_size>
  <max_concurrent_queries>200</max_concurrent_queries>
  <max_connections>1024</max_connections>
  <async_load_databases>false</async_load_databases>
</clickhouse>
`;

/** Writes the engine's configuration, readable by this user only, and gives the path of the file to start with. */
export async function writeEngineConfiguration(
  directory: string,
  secrets: EngineSecrets,
  readerMemory: number,
): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const usersPath = join(directory, 'users.xml');
  const configPath = join(directory, 'config.xml');
  await writeFile(usersPath, users(secrets, readerMemory), { mode: 0o600 });
  await writeFile(configPath, server(usersPath), { mode: 0o600 });
  return configPath;
}
