import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { settleError } from '../../http/http-server.ts';
import type { InputType } from '../input.ts';
import { HttpInput, type Intake } from '../net/http-input.ts';
import { Report } from '../report.ts';
import { EntryFiller } from './entry.ts';
import { ExportParser } from './export.ts';
import { snippets } from './snippets.ts';

const NAME = 'journald';
/** An upload may be a whole journal: it is stored in parts of this size as it arrives. */
const PART_BYTES = 4 * 1024 * 1024;

const UPLOAD = {
  summary: "systemd-journal-upload's uploads.",
  body: 'Journal export format, of any length.',
  answer: '202, once everything accepted is on disk.',
};

function routes(http: FastifyInstance, intake: Intake): void {
  http.setErrorHandler((error, request, reply) =>
    reply.type('text/plain').send(`${settleError(error, request, reply, intake.context.log).message}\n`),
  );
  const upload = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    intake.admit(request);
    const { rejected, errors } = await receive(request, intake);
    // The uploader would send what is refused again for ever: it is told here and in the metrics only.
    const problem =
      rejected === 0
        ? ''
        : ` ${rejected} entries were refused. Entry ${errors[0]?.line}: ${errors[0]?.reason}`;
    return reply.code(202).type('text/plain').send(`OK.${problem}\n`);
  };
  http.post('/upload', { config: { describe: UPLOAD } }, upload);
  http.post('/insert/journald/upload', upload);
}

async function receive(request: FastifyRequest, intake: Intake): Promise<Report> {
  const { sink, limits, metrics } = intake.context;
  const report = new Report();
  const batch = intake.batch();
  let place = 0;
  const filler = new EntryFiller(
    () => batch.draft(),
    (problem) => {
      place++;
      try {
        if (problem !== undefined) throw problem;
        batch.add();
        report.accepted++;
      } catch (error) {
        report.refuse(place, error);
      }
    },
  );
  const parser = new ExportParser(limits.record, filler);
  for await (const chunk of intake.body(request, Number.POSITIVE_INFINITY)) {
    parser.push(chunk);
    if (batch.bytes < PART_BYTES) continue;
    // While records cannot be taken the upload waits: it is not read any further.
    if (sink.refusal() !== undefined) await sink.whenReady();
    await batch.commit();
  }
  parser.end();
  report.count(metrics, NAME);
  await batch.commit();
  return report;
}

/** The journal of systemd, uploaded. */
export const journald: InputType = {
  name: NAME,
  title: "systemd's journal, from systemd-journal-upload",
  defaults: { http: 'on' },
  snippets,
  create: (context, options) => new HttpInput(NAME, context, options, routes),
};
