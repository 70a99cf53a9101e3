import { NAMESPACE } from '../../widget/src/protocol/index.js';
import { handshakeOf } from './rtp.js';

/** What stands between the packets of one body (Engine.IO 4, HTTP long-polling). */
const SEPARATOR = '\u001e';

/** A client by long polling, which sends what it likes and asks for no answer any more once it is in. */
export class DeafClient {
  static async join(url: string, room: string): Promise<DeafClient> {
    const polling = `${url}/socket.io/?EIO=4&transport=polling`;
    const opened = await (await fetch(polling)).text();
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
    const client = new DeafClient(`${polling}&sid=${sid}`);
    await client.send(`40${NAMESPACE},${JSON.stringify(handshakeOf(room))}`);
    // The one answer that it takes: it is let in.
    await (await fetch(client.address)).text();
    return client;
  }

  private constructor(private readonly address: string) {}

  /** @returns the status of the answer: 400 once the server has closed the connection */
  async send(...packets: string[]): Promise<number> {
    const response = await fetch(this.address, { method: 'POST', body: packets.join(SEPARATOR) });
    await response.text();
    return response.status;
  }
}
