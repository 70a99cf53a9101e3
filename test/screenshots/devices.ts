/** How the browser answers a page that asks for camera and microphone. */
export type Answer = 'given' | 'refused' | 'never';

/** Messages with this in them are refused, as by a server that has too many at once. */
export const REFUSED_TEXT = '(refused)';

declare global {
  /** The page's connection to the server is lost, and does not come back. */
  var cutNetwork: () => void;
}

/**
 * Runs in the page after `installPictures`: a camera that shows a person, devices with names, a screen to share, and a
 * network that fails when it is told to.
 */
export function installDevices({ answer, refused }: { answer: Answer; refused: string }): void {
  const { pictures } = globalThis;
  const devices = navigator.mediaDevices;
  devices.getUserMedia = (constraints = {}) => {
    if (answer === 'never') return new Promise(() => undefined);
    if (answer === 'refused') return Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
    const tracks = [
      ...(constraints.video ? [pictures.person(1, 960, 540)] : []),
      ...(constraints.audio ? [pictures.voice(false)] : []),
    ];
    return Promise.resolve(new MediaStream(tracks));
  };
  devices.getDisplayMedia = () => Promise.resolve(new MediaStream([pictures.slide(1280, 720)]));
  const named = (kind: MediaDeviceKind, ...labels: string[]): MediaDeviceInfo[] =>
    labels.map((label, index) => {
      const device = { kind, label, deviceId: `${kind}-${String(index)}`, groupId: '' };
      return { ...device, toJSON: () => device };
    });
  const list = [
    ...named('videoinput', 'FaceTime HD Camera', 'Logitech BRIO 4K Ultra HD Webcam (046d:085e)'),
    ...named('audioinput', 'MacBook Pro Microphone', 'Jabra Evolve2 65', 'Logitech BRIO Analogue Stereo'),
    ...named('audiooutput', 'MacBook Pro Speakers', 'Jabra Evolve2 65'),
  ];
  devices.enumerateDevices = () => Promise.resolve(answer === 'given' ? list : []);

  const sockets = new Set<WebSocket>();
  let isCut = false;
  globalThis.cutNetwork = () => {
    isCut = true;
    for (const socket of sockets) socket.close();
  };
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      // Nothing listens there.
      super(isCut ? 'ws://127.0.0.1:9/' : url, protocols);
      sockets.add(this);
    }

    override send(data: string | ArrayBuffer | Blob | ArrayBufferView<ArrayBuffer>): void {
      const sent = typeof data === 'string' && data.includes(refused) ? /^42\/sfu-room,(\d+)/.exec(data) : null;
      if (!sent) super.send(data);
      else {
        const error = { code: 'rate-limited', message: 'Too many messages.' };
        const answer = `43/sfu-room,${String(sent[1])}${JSON.stringify([{ ok: false, error }])}`;
        this.dispatchEvent(new MessageEvent('message', { data: answer }));
      }
    }
  };
}
