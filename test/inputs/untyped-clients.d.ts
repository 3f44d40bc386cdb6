// Clients of other people's making that bring no types: as far as the tests use them.

declare module 'splunk-logging' {
  export class Logger {
    constructor(config: { url: string; token: string; maxBatchCount?: number });
    send(
      context: { message: unknown; severity?: string; metadata?: object },
      callback?: (error: unknown, response: unknown, body: unknown) => void,
    ): void;
  }
}

declare module 'datadog-winston' {
  import Transport from 'winston-transport';
  export default class DatadogTransport extends Transport {
    constructor(options: {
      apiKey: string;
      hostname?: string;
      service?: string;
      ddsource?: string;
      ddtags?: string;
    });
  }
}
