import { curl, type Snippets } from '../snippet.ts';

export const snippets: Snippets = {
  paths: (reach) => [
    {
      name: 'One record',
      text: `printf '{"create":{}}\\n{"message":"Hello over Elasticsearch","log.level":"info","service.name":"hello"}\\n' | ${curl(
        reach,
        '/_bulk',
        { headers: ['Content-Type: application/x-ndjson'] },
      )}`,
    },
    {
      name: 'Filebeat',
      text: `output.elasticsearch:\n  hosts: ["${reach.origin}/insert/elasticsearch"]\n  allow_older_versions: true\nsetup.template.enabled: false\nsetup.ilm.enabled: false`,
    },
  ],
};
