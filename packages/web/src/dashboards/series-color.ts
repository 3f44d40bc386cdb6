import { LEVELS } from '@logboom/core';

const SERIES = 8;

/** The name of the variable with the colour of a line: a level's own, else one of a row that can be told apart. */
export const colorOf = (name: string, index: number): string =>
  (LEVELS as readonly string[]).includes(name) ? `level-${name}` : `series-${(index % SERIES) + 1}`;

/** A canvas knows no variables, and `light-dark()` only through an element that has the colour. */
export function resolveColor(element: HTMLElement, variable: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${variable})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
