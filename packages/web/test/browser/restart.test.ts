import { expect, it } from 'vitest';
import { messages, rowOf, startBrowser } from '../support/browser.ts';
import { startServer } from '../support/server.ts';

it('goes on after the server was away, and shows what arrived before it was back', async () => {
  let server = await startServer();
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    const connection = page.getByRole('status', { name: 'Connection' });
    await page.goto(`${server.url}/?q=service:=restart`);
    await connection.getByText('Live').waitFor();
    await server.send({ service: 'restart', message: 'before' });
    await rowOf(page, 'before').waitFor();

    await server.halt();
    await connection.getByText('Reconnecting').waitFor();
    expect(await messages(page)).toEqual(['before']);

    // The page must not come back before the record is there.
    await page.route('**/api/v1/tail*', (route) => route.abort());
    server = await startServer(server.place);
    await server.send({ service: 'restart', message: 'while away' });
    await server.stored('service:=restart', 2);
    await page.unroute('**/api/v1/tail*');

    await connection.getByText('Live').waitFor();
    await rowOf(page, 'while away').waitFor();
    await server.send({ service: 'restart', message: 'after' });
    await rowOf(page, 'after').waitFor();
    expect((await messages(page)).toSorted()).toEqual(['after', 'before', 'while away']);
  } finally {
    await browser.close();
    await server.stop();
  }
});
