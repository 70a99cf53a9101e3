import type { RequestHandler } from 'express';

export interface Health {
  /** Media workers that run. */
  readonly workers: number;
  readonly rooms: number;
  readonly peers: number;
}

/** 200 while media can be served, 503 while no worker runs. */
export function answerHealth(health: () => Health): RequestHandler {
  return (_request, response) => {
    const { workers, rooms, peers } = health();
    const status = workers > 0 ? 'ok' : 'no-workers';
    response
      .status(workers > 0 ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status, workers, rooms, peers });
  };
}

/** 200 as long as new rooms are welcome, else 503: while the server drains, or has no worker. */
export function answerReadiness(ready: () => boolean): RequestHandler {
  return (_request, response) => {
    const isReady = ready();
    response
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: isReady ? 'ready' : 'not-ready' });
  };
}
