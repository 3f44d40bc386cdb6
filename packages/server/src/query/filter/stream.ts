import type { StreamCondition } from '@logboom/logsql';
import type { Parameters } from '../parameters.ts';
import { lookUp, type Scope } from '../scope.ts';
import { asText } from '../value.ts';
import { memberCondition } from './equality.ts';
import { patternCondition } from './phrase.ts';

export function streamCondition(
  alternatives: StreamCondition[][],
  scope: Scope,
  parameters: Parameters,
): string {
  const groups = alternatives.map((conditions) => {
    const all = conditions.map((condition) => oneCondition(condition, scope, parameters));
    return all.length === 0 ? '1' : `(${all.join(' AND ')})`;
  });
  return `(${groups.join(' OR ')})`;
}

function oneCondition(condition: StreamCondition, scope: Scope, parameters: Parameters): string {
  const value = lookUp(scope, condition.label, parameters);
  if ('values' in condition) {
    const found = memberCondition(value, condition.values, parameters);
    return condition.operator === 'in' ? found : `NOT ${found}`;
  }
  const { operator } = condition;
  const found = operator.endsWith('~')
    ? patternCondition(asText(value), `^(?:${condition.value})$`, parameters)
    : memberCondition(value, [condition.value], parameters);
  return operator.startsWith('!') ? `NOT ${found}` : found;
}
