import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

/** What a program and the processes it started have used. */
export interface Measured {
  seconds: number;
  /** Of all threads and child processes. */
  cpuSeconds: number;
  /** Peak resident memory of the program with all its threads, in MB. */
  memoryMb: number;
  /** The same of the processes that it started, added up. */
  childrenMb: number;
  output: string;
}

const SAMPLE_MS = 50;
const TICKS_PER_SECOND = 100;

/**
 * Runs a program to its end, on Linux: peaks of memory and times of processes are those of /proc.
 *
 * @throws Error when it fails
 */
export async function measure(command: string, args: readonly string[]): Promise<Measured> {
  const cpuBefore = childrenCpuSeconds();
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const peaks = new Map<number, number>();
  const sampling = setInterval(() => samplePeaks(child.pid!, peaks), SAMPLE_MS);
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  clearInterval(sampling);
  if (child.exitCode !== 0) throw new Error(`${command} ended with ${child.exitCode}: ${output}`);
  const own = peaks.get(child.pid!) ?? 0;
  return {
    seconds: (performance.now() - started) / 1e3,
    cpuSeconds: childrenCpuSeconds() - cpuBefore,
    memoryMb: own,
    childrenMb: [...peaks.values()].reduce((sum, peak) => sum + peak, 0) - own,
    output,
  };
}

/** Of children that have ended, and of theirs: proc_pid_stat(5), cutime and cstime. */
function childrenCpuSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

function samplePeaks(pid: number, peaks: Map<number, number>): void {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    peaks.set(pid, Math.max(peak, peaks.get(pid) ?? 0));
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      const children = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim();
      if (children !== '') for (const one of children.split(' ')) samplePeaks(Number(one), peaks);
    }
  } catch {
    // A process ended while it was looked at: what was seen of it stays.
  }
}
