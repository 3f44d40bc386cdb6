import type { Draft } from '../../draft.ts';
import { instantOfText } from '../../time.ts';
import { byPattern } from '../by-pattern.ts';
import type { Form, Origin } from '../form.ts';
import { parseInner } from '../inner.ts';
import { isoTime, klogTime } from '../times.ts';

/** What a container wrote is mostly itself of a form; its own time is the better one. */
function wrapped(text: string, stream: string, time: string, draft: Draft, origin: Origin): boolean {
  parseInner(text, draft, origin);
  if (Number.isNaN(draft.ms)) instantOfText(time, draft);
  draft.attribute('stream', stream);
  return true;
}

interface DockerLine {
  log: string;
  stream: string;
  time: string;
  /** What `log-opts` of the container asked for: labels, variables, the tag. */
  attrs?: unknown;
}

function isDockerLine(value: unknown): value is DockerLine {
  if (typeof value !== 'object' || value === null) return false;
  const { log, stream, time } = value as Record<string, unknown>;
  return typeof log === 'string' && typeof stream === 'string' && typeof time === 'string';
}

/** The tag names the service where the line does not; everything else is an attribute, as JSON inputs name it. */
function addDockerAttrs(attrs: unknown, draft: Draft): void {
  if (typeof attrs !== 'object' || attrs === null) return;
  for (const [name, value] of Object.entries(attrs)) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (name === 'tag' && draft.service === '') draft.service = text;
    else draft.attribute(`attrs.${name}`, text);
  }
}

function dockerLine(text: string): DockerLine | undefined {
  if (!text.startsWith('{"log":"')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isDockerLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Docker cuts lines at 16 KiB; characters may take three bytes each. */
const SHORTEST_PART = 5_000;
const HAS_END = /\\n","stream":"/;

export const docker: Form = {
  name: 'docker',
  title: "Docker's json-file: {log, stream, time}",
  starts: '{',
  // A part of a long line has no line end in it.
  isOpen: (line) => line.length > SHORTEST_PART && line.startsWith('{"log":"') && !HAS_END.test(line),
  parse(text, draft, origin) {
    const [first, ...parts] = text.split('\n').map(dockerLine);
    if (first === undefined) return false;
    const { stream, time, attrs } = first;
    let { log } = first;
    for (const part of parts) {
      if (part?.stream !== stream) return false;
      log += part.log;
    }
    wrapped(log.replace(/\r?\n$/, ''), stream, time, draft, origin);
    addDockerAttrs(attrs, draft);
    return true;
  },
  examples: [
    {
      text: '{"log":"hello\\n","stream":"stderr","time":"2024-11-17T10:15:30.123456789Z"}',
      time: '2024-11-17T10:15:30.123456789Z',
      message: 'hello',
      attributes: { stream: 'stderr' },
    },
    {
      text: '{"log":"{\\"level\\":\\"error\\",\\"msg\\":\\"boom\\"}\\n","stream":"stdout","time":"2024-11-17T10:15:30Z"}',
      time: '2024-11-17T10:15:30Z',
      level: 'error',
      message: 'boom',
      attributes: { stream: 'stdout' },
    },
    {
      text: '{"log":"ready\\n","stream":"stdout","attrs":{"com.example.team":"web","replicas":"3","tag":"shop"},"time":"2024-11-17T10:15:30Z"}',
      time: '2024-11-17T10:15:30Z',
      service: 'shop',
      message: 'ready',
      attributes: { stream: 'stdout', 'attrs.com.example.team': 'web', 'attrs.replicas': '3' },
    },
  ],
};

/** Tags may carry more, joined with colons; the first letter tells. */
const CRI = /^(\d{4}-\d\d-\d\dT\S+) (stdout|stderr) ([FP])(?::\S*)? (.*)$/;

/** Long lines are cut into parts, marked P, and a last one, marked F: of one stream, in lines that follow each other. */
export const cri: Form = {
  name: 'cri',
  title: 'CRI: containerd and CRI-O, /var/log/pods of Kubernetes',
  starts: '0',
  isOpen: (line) => /^\S{20,36} std(?:out|err) P[: ]/.test(line),
  parse(text, draft, origin) {
    const [first = '', ...others] = text.split('\n');
    const match = CRI.exec(first);
    if (match === null) return false;
    let whole = match[4]!;
    for (const line of others) {
      const part = CRI.exec(line);
      if (part === null || part[2] !== match[2]) return false;
      whole += part[4]!;
    }
    return wrapped(whole, match[2]!, match[1]!, draft, origin);
  },
  examples: [
    {
      text: '2024-11-17T10:15:30.123456789Z stdout F level=warn msg="slow"',
      time: '2024-11-17T10:15:30.123456789Z',
      level: 'warn',
      message: 'slow',
      attributes: { stream: 'stdout' },
    },
    {
      text: '2024-11-17T10:15:30.5+01:00 stderr F plain text',
      time: '2024-11-17T09:15:30.5Z',
      message: 'plain text',
      attributes: { stream: 'stderr' },
    },
    {
      text: '2024-11-17T10:15:30Z stdout P {"level":"error","msg":"a long\n2024-11-17T10:15:30.1Z stdout F  line"}',
      time: '2024-11-17T10:15:30Z',
      level: 'error',
      message: 'a long line',
      attributes: { stream: 'stdout' },
    },
  ],
};

export const klog = byPattern({
  name: 'klog',
  title: 'klog and glog: Kubernetes components, many Go and C++ programs',
  starts: 'A',
  pattern: /^([IWEF])(\d{4} \d\d:\d\d:\d\d\.\d+) +(\d+) ([\w./-]+:\d+)\] (.*)$/,
  fields: ['level', 'time', 'pid', 'caller', 'message'],
  time: klogTime,
  examples: [
    {
      text: 'E1117 10:15:30.123456    1234 server.go:42] cannot listen',
      time: '2024-11-17T10:15:30.123456Z',
      level: 'error',
      message: 'cannot listen',
      attributes: { severity_text: 'E', pid: '1234', caller: 'server.go:42' },
    },
  ],
});

export const goStandard = byPattern({
  name: 'go',
  title: "Go's standard log package",
  starts: '0',
  pattern:
    /^(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)?) (?:([\w./-]+\.go:\d+): )?(?:\[?(TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\]?:? )?(.*)$/,
  fields: ['time', 'caller', 'level', 'message'],
  time: (text, draft, origin) => isoTime(text.replace('/', '-').replace('/', '-'), draft, origin),
  examples: [
    {
      text: '2024/11/17 10:15:30 main.go:7: listening on :8080',
      time: '2024-11-17T10:15:30Z',
      message: 'listening on :8080',
      attributes: { caller: 'main.go:7' },
    },
    {
      text: '2024/11/17 10:15:30.123456 ERROR no such user',
      time: '2024-11-17T10:15:30.123456Z',
      level: 'error',
      message: 'no such user',
    },
  ],
});
