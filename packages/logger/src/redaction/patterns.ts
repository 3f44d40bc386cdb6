/** Finds something in texts that must not be written. */
export interface Pattern {
  /** Shown in the place of what was found: `[card]`. */
  name: string;
  /** With the flag `g`. What its groups catch at the front stays. */
  expression: RegExp;
  /** Whether a text can hold it at all: a fast look before the expression. */
  possible?: (text: string) => boolean;
  /** Whether what the expression found is meant. */
  accepts?: (found: string) => boolean;
}

/** Card numbers: 13 to 19 digits, alone or in groups, whose check digit is right (ISO/IEC 7812, Luhn). */
export const CARD: Pattern = {
  name: 'card',
  possible: (text) => text.length >= 13,
  expression: /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])/g,
  accepts: (found) => isLuhn(found.replace(/\D/g, '')),
};

/** E-mail addresses as they are written in practice. */
export const EMAIL: Pattern = {
  name: 'email',
  expression:
    /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?\.[A-Za-z]{2,24}/g,
  possible: (text) => text.includes('@'),
};

/** Tokens that are known by their form: JSON Web Tokens, keys of AWS, GitHub, GitLab, Slack, Stripe, Google, npm, PEM keys. */
export const TOKEN: Pattern = {
  name: 'token',
  possible: (text) => text.length >= 15,
  expression:
    /(?<![\w-])eyJ[\w-]{8,8192}\.[\w-]{8,8192}\.[\w-]*|(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_\w{36,}|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|[sr]k_(?:live|test)_\w{16,}|AIza[\w-]{35}|npm_\w{36}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
};

/** What is said to be secret: `Authorization: Bearer ...`, `password=...`, `https://user:password@host`. */
export const CREDENTIAL: Pattern = {
  name: 'secret',
  possible: (text) => text.includes(':') || text.includes('=') || /\bb(?:earer|asic)\s/i.test(text),
  expression:
    /(\b(?:bearer|basic)\s+)[\w.~+/-]{8,}=*|(\b(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?token)["']?\s*[:=]\s*["']?)[^\s"',;&]{3,}|(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{0,100}:)[^\s/@]{1,200}(?=@)/gi,
};

/** All patterns that are built in, by name. */
export const PATTERNS = { card: CARD, email: EMAIL, token: TOKEN, credential: CREDENTIAL } as const;

/** A text in which what a pattern finds is replaced; groups at its front stay. */
export function hide(text: string, pattern: Pattern, replacement: string): string {
  if (pattern.possible !== undefined && !pattern.possible(text)) return text;
  return text.replace(pattern.expression, (found: string, ...rest: unknown[]) => {
    if (pattern.accepts !== undefined && !pattern.accepts(found)) return found;
    const front = rest.find((group, i) => i < 3 && typeof group === 'string' && found.startsWith(group));
    return (typeof front === 'string' && front !== found ? front : '') + replacement;
  });
}

/** The check digit of Luhn; a row of the same digit is no card. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0 && !/^(\d)\1*$/.test(digits);
}
