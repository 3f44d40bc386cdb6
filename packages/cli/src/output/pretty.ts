import { stripVTControlCharacters } from 'node:util';
import type { Row } from '@logboom/client';
import { LEVELS } from '@logboom/core';
import { type Paint, painter } from '../aggregate/analyze/colours.ts';
import type { Format, ShownRow } from './format.ts';
import { logfmt } from './logfmt.ts';

/** Fields that stand in the line itself, or that help nobody who reads it. */
const APART: ReadonlySet<string> = new Set([
  '_time',
  '_msg',
  '_stream',
  '_stream_id',
  'level',
  'service',
  'logger',
  'severity',
  'severity_text',
  'observed',
  'source',
  'id',
]);

/** Rows as lines for people: records as time, level, sender, message and what else they say; others as logfmt. */
export class PrettyFormat implements Format {
  readonly #paint: Paint;

  constructor(colours: boolean) {
    this.#paint = painter(colours);
  }

  row({ row, isHit }: ShownRow): string {
    const mark = isHit === undefined ? '' : isHit ? '> ' : '  ';
    return `${mark}${isHit === false ? this.#paint(plain(row), 'dim') : this.#line(row)}\n`;
  }

  separator(): string {
    return `${this.#paint('--', 'dim')}\n`;
  }

  #line(row: Row): string {
    if (row._time === undefined || row._msg === undefined) return visible(logfmt(Object.entries(row)));
    const { time, level, from, message, rest } = partsOf(row);
    const colour = LEVELS.find((known) => known === row.level);
    const parts = [
      this.#paint(time, 'dim'),
      colour === undefined ? level : this.#paint(level, colour),
      from === '' ? '' : this.#paint(from, 'bold'),
      message,
      rest === '' ? '' : this.#paint(rest, 'dim'),
    ];
    return parts.filter((part) => part !== '').join(' ');
  }
}

function plain(row: Row): string {
  return Object.values(partsOf(row))
    .filter((part) => part !== '')
    .join(' ');
}

function partsOf(row: Row): Record<'time' | 'level' | 'from' | 'message' | 'rest', string> {
  const { _time = '', _msg = '', level = '', service = '', logger = '' } = row;
  return {
    time: _time,
    level: level.toUpperCase().padEnd(5),
    from: visible([service, logger].filter((name) => name !== '').join(' ')),
    message: visible(_msg),
    rest: visible(logfmt(Object.entries(row).filter(([name]) => !APART.has(name)))),
  };
}

/** A record must not move the cursor or change the terminal; its lines and tabs stay. */
function visible(text: string): string {
  return stripVTControlCharacters(text).replace(/[^\P{Cc}\n\t]/gu, '�');
}
