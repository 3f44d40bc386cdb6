import { configError } from '#platform';
import { formatPlaceholder, parseBraces } from '../text/brace.ts';
import { formatDirective, parsePercent } from '../text/percent.ts';

/** Python's three ways to write a format. */
export type Style = '%' | '{' | '$';

/** One named value of a format: how to show it, and whether it is shown as text. */
export interface Slot {
  name: string;
  /** Shown as text, so that a float shows as Python's `repr`. */
  asText: boolean;
  show(value: unknown): string;
}

/** A format, split: `literals.length === slots.length + 1`. */
export interface ParsedFormat {
  literals: readonly string[];
  slots: readonly Slot[];
}

/**
 * Splits a format of a style.
 *
 * @throws LogboomError LB_CONFIG_INVALID for what Python refuses: no field at all, a field without a name
 */
export function parseFormat(format: string, style: Style): ParsedFormat {
  const parsed = PARSERS[style]?.(format);
  if (parsed === undefined) throw invalid(format, 'style must be one of %, { and $');
  if (parsed.slots.length === 0)
    throw invalid(format, `no field found; in style ${style} write ${EXAMPLES[style]}`);
  return parsed;
}

const EXAMPLES: Readonly<Record<Style, string>> = {
  '%': '%(message)s',
  '{': '{message}',
  $: '$' + '{message}',
};

const PARSERS: Readonly<Record<Style, (format: string) => ParsedFormat>> = {
  '%': parsePercentFormat,
  '{': parseBraceFormat,
  $: parseDollarFormat,
};

function parsePercentFormat(format: string): ParsedFormat {
  const { literals, directives } = parsePercent(format);
  const slots = directives.map((directive): Slot => {
    if (directive.key === undefined) throw invalid(format, 'a field has no name; write %(name)s');
    return {
      name: directive.key,
      asText: /[sra]/.test(directive.type),
      show: (value) => formatDirective(directive, value),
    };
  });
  return { literals, slots };
}

function parseBraceFormat(format: string): ParsedFormat {
  const { literals, placeholders } = parseBraces(format);
  const slots = placeholders.map((placeholder): Slot => {
    const { key, spec, conversion } = placeholder;
    if (!/^[A-Za-z_]/.test(key)) throw invalid(format, 'a field has no name; write {name}');
    return {
      name: key,
      asText: conversion !== undefined || spec === undefined || spec.type === 's',
      show: (value) => formatPlaceholder(placeholder, value),
    };
  });
  return { literals, slots };
}

/** Python's `string.Template`: `$name`, `${name}`, `$$`. */
function parseDollarFormat(format: string): ParsedFormat {
  const literals: string[] = [];
  const slots: Slot[] = [];
  let literal = '';
  let last = 0;
  for (const match of format.matchAll(/\$(?:(\$)|([_a-z][_a-z0-9]*)|\{([_a-z][_a-z0-9]*)\}|)/gi)) {
    literal += format.slice(last, match.index);
    last = match.index + match[0].length;
    const name = match[2] ?? match[3];
    if (match[1] !== undefined) literal += '$';
    else if (name === undefined) throw invalid(format, 'a bare $ is not allowed; write $$');
    else {
      literals.push(literal);
      literal = '';
      slots.push({ name, asText: true, show: (value) => formatDirective(AS_TEXT, value) });
    }
  }
  literals.push(literal + format.slice(last));
  return { literals, slots };
}

const AS_TEXT = { key: undefined, flags: '', width: undefined, precision: undefined, type: 's' };

function invalid(format: string, reason: string): Error {
  return configError(`format ${JSON.stringify(format)}`, reason);
}
