// Runs before the page's script is there: what need not wait for it begins here.

// A chosen theme must not flash the other one.
try {
  const theme = localStorage.getItem('logboom.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden: the system's own preference then counts.
}

// The first rows are asked for while the script loads. src/data/early.ts takes the answer when it asked for the
// same; a difference costs a request and nothing else.
if (location.pathname === '/') {
  const url = new URLSearchParams(location.search);
  const query = url.get('q')?.trim() || '*';
  const [, count, unit] = /^(\d+)([smhdw])$/.exec(url.get('last') ?? '1h') ?? [];
  const body = new URLSearchParams({ query, limit: '200' });
  if (url.has('from') && url.has('to')) {
    body.set('start', url.get('from'));
    body.set('end', url.get('to'));
  } else if (count) {
    const length = count * { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 }[unit];
    body.set('start', new Date(Date.now() - length).toISOString());
  }
  if (!query.includes('|')) {
    const answer = fetch('/api/v1/query', { method: 'POST', body });
    answer.catch(() => undefined);
    globalThis.logboomEarly = { body, answer };
  }
}
