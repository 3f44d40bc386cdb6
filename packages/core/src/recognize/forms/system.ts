import { normalize } from '../../normalize/normalize.ts';
import { byPattern } from '../by-pattern.ts';
import type { Form } from '../form.ts';
import { isoTime } from '../times.ts';

export const dpkg = byPattern({
  name: 'dpkg',
  title: "dpkg's log",
  starts: '0',
  pattern:
    /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ((startup|status|install|upgrade|configure|trigproc|remove|purge|disappear|conffile)(?: .*)?)$/,
  fields: ['time', 'message', 'action'],
  time: isoTime,
  finish(draft) {
    draft.service = 'dpkg';
  },
  examples: [
    {
      text: '2024-11-17 10:15:30 status installed bzip2:amd64 1.0.8-5',
      time: '2024-11-17T10:15:30Z',
      service: 'dpkg',
      message: 'status installed bzip2:amd64 1.0.8-5',
      attributes: { action: 'status' },
    },
  ],
});

export const alternatives = byPattern({
  name: 'alternatives',
  title: "update-alternatives' log",
  starts: 'A',
  pattern: /^(update-alternatives) (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d): (.*)$/,
  fields: ['service', 'time', 'message'],
  time: isoTime,
  examples: [
    {
      text: 'update-alternatives 2024-11-17 10:15:30: link group pager updated to point to /usr/bin/less',
      time: '2024-11-17T10:15:30Z',
      service: 'update-alternatives',
      message: 'link group pager updated to point to /usr/bin/less',
    },
  ],
});

export const aptHistory = byPattern({
  name: 'apt-history',
  title: "apt's history.log: a paragraph a run",
  framing: 'paragraph',
  starts: 'A',
  pattern: /^Start-Date: (\d{4}-\d\d-\d\d) +(\d\d:\d\d:\d\d)\n([\s\S]*)$/,
  fields: ['date', 'clock', 'message'],
  finish(draft, origin) {
    const [, date, , clock] = draft.attributes;
    draft.attributes.length = 0;
    isoTime(`${date} ${clock}`, draft, origin);
    draft.service = 'apt';
    const lines = draft.message.split('\n').map((line) => /^([A-Z][\w-]*): (.*)$/.exec(line));
    for (const match of lines) {
      if (match === null) continue;
      const [, name, value] = match;
      if (name === 'Commandline') draft.message = value!;
      else if (name !== 'End-Date') draft.attribute(name!.toLowerCase(), value!);
    }
  },
  examples: [
    {
      text: 'Start-Date: 2024-11-17  10:15:30\nCommandline: apt-get install jq\nInstall: jq:amd64 (1.6-2.1)\nEnd-Date: 2024-11-17  10:15:31',
      time: '2024-11-17T10:15:30Z',
      service: 'apt',
      message: 'apt-get install jq',
      attributes: { install: 'jq:amd64 (1.6-2.1)' },
    },
  ],
});

/** https://systemd.io/JOURNAL_EXPORT_FORMATS/; fields with binary values are not of text and stay unread. */
export const journalExport: Form = {
  name: 'journal-export',
  title: "systemd's export format: journalctl -o export",
  framing: 'paragraph',
  starts: '_A',
  parse(text, draft) {
    if (!/^__(?:CURSOR|REALTIME_TIMESTAMP)=/m.test(text)) return false;
    const object: Record<string, string> = Object.create(null);
    for (const line of text.split('\n')) {
      const equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith('__CURSOR=')) object[line.slice(0, equals)] = line.slice(equals + 1);
    }
    normalize(object, draft);
    return true;
  },
  examples: [
    {
      text: '__CURSOR=s=1\n__REALTIME_TIMESTAMP=1731838530123456\nPRIORITY=3\n_HOSTNAME=web-1\nSYSLOG_IDENTIFIER=sshd\n_PID=17\nMESSAGE=fatal: no hostkeys',
      time: '2024-11-17T10:15:30.123456Z',
      level: 'error',
      host: 'web-1',
      service: 'sshd',
      message: 'fatal: no hostkeys',
      attributes: { _PID: '17' },
    },
  ],
};
