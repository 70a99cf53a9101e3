/**
 * Runs one real backend beside the browser tests and tells them where it is.
 *
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function backendPlugin() {
  /** @type {import('sfu-room-backend').SfuRoomServer | undefined} */
  let server;
  return {
    name: 'sfu-room-backend',
    async serverStart() {
      // The built one, as people run it; what is not built is told by the import's own message.
      const { createServer } = await import('sfu-room-backend');
      server = await createServer({ host: '127.0.0.1', port: 0, mediaPort: 0, workers: 1, logLevel: 'warn' });
    },
    async serverStop() {
      await server?.close();
    },
    async serve(context) {
      if (context.path === '/backend.json') return { body: JSON.stringify({ url: server?.url }), type: 'json' };
      // Its health is no business of pages of other origins, so that these cannot read it themselves.
      if (context.path !== '/backend/health.json') return undefined;
      const health = await fetch(`${server?.url}/healthz`);
      return { body: await health.text(), type: 'json', headers: { 'cache-control': 'no-store' } };
    },
  };
}
