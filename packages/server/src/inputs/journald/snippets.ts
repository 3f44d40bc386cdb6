import { curl, type Snippets } from '../snippet.ts';

const PATH = '/insert/journald/upload';

export const snippets: Snippets = {
  paths: (reach) => [
    {
      name: 'One record',
      text: `printf 'MESSAGE=Hello over journald\\nPRIORITY=6\\nSYSLOG_IDENTIFIER=hello\\n\\n' | ${curl(reach, PATH)}`,
    },
    { name: 'The last hour', text: `journalctl --since -1h -o export | ${curl(reach, PATH)}` },
    { name: 'journal-upload.conf', text: `[Upload]\nURL=${reach.origin}/insert/journald` },
  ],
};
