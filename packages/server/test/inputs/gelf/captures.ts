/** Messages as real senders write them. */
export const CAPTURES = {
  specification: {
    ...{
      version: '1.1',
      host: 'example.org',
      short_message: 'A short message that helps you identify what is going on',
    },
    ...{ full_message: 'Backtrace here\n\nmore stuff', timestamp: 1385053862.3072, level: 1, _user_id: 9001 },
    ...{ _some_info: 'foo', _some_env_var: 'bar' },
  },
  /** Docker's gelf driver. */
  docker: {
    ...{ version: '1.1', host: 'web1', short_message: 'payment failed', timestamp: 1763719200.123, level: 3 },
    ...{
      _command: '/bin/app',
      _container_id: '5790672ab6a0',
      _container_name: 'shop',
      _image_name: 'shop:1',
    },
    ...{ _created: '2026-11-01T00:00:00.123456789Z', _image_id: 'sha256:abc', _tag: '5790672ab6a0' },
  },
  /** Docker's gelf driver, of a container that logs JSON. */
  dockerJson: {
    ...{ version: '1.1', host: 'web1', level: 6, timestamp: 1763719200.5, _container_name: 'shop' },
    short_message: '{"level":"warn","msg":"slow","ms":812,"time":"2026-11-21T10:00:00.25Z"}',
  },
  /** graypy. */
  python: {
    ...{
      version: '1.0',
      host: 'web1',
      short_message: 'it failed',
      full_message: 'it failed\nTraceback ...',
      level: 3,
    },
    ...{
      timestamp: 1763719200.25,
      facility: 'myapp',
      file: '/srv/app.py',
      line: 7,
      _logger: 'myapp.area',
      _pid: 12,
    },
  },
  trace: {
    ...{ version: '1.1', host: 'h', short_message: 'm', _trace_id: '4bf92f3577b34da6a3ce929d0e0e4736' },
    ...{
      _span_id: '00f067aa0ba902b7',
      _service: 'shop',
      _nothing: null,
      _nested: { a: { b: 1 } },
      _on: true,
    },
  },
  exact: { version: '1.1', host: 'h', short_message: 'm', timestamp: '1763719200123456789' },
} as const;
