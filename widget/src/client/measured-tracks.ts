import { trackId } from '../protocol/snapshot.js';
import type { Fact } from './fact.js';
import type { ExpectedTrack } from './quality.js';
import type { MeasuredTrack } from './stats-reading.js';
import type { ReceivedTrack, SentTrack } from './transports.js';

/** What can be measured of the tracks that this client sends and receives. */
export function measuredTracks(
  { peers }: Pick<Fact, 'peers'>,
  received: Iterable<ReceivedTrack>,
  sent: Iterable<SentTrack>,
): MeasuredTrack[] {
  const producers = new Map(
    peers.flatMap(({ id, producers: all }) => all.map((producer) => [producer.id, { peerId: id, producer }] as const)),
  );
  const receivedTracks = [...received].flatMap(({ info }): MeasuredTrack[] => {
    const found = producers.get(info.producerId);
    if (!found) return [];
    const { peerId, producer } = found;
    const { kind, label, layers, width, height } = producer;
    const ssrc = info.rtpParameters.encodings?.[0]?.ssrc ?? null;
    const full = kind === 'video' ? { layers, width, height } : null;
    const id = trackId(peerId, label);
    return [{ id, direction: 'receive', kind, ssrc, mid: null, trackId: null, rids: [], full }];
  });
  const sentTracks = [...sent].map(({ label, producer }): MeasuredTrack => {
    const { kind, track, rtpParameters } = producer;
    const rids = (rtpParameters.encodings ?? []).flatMap(({ rid }) => rid ?? []);
    return {
      id: label,
      direction: 'send',
      kind,
      ssrc: null,
      mid: rtpParameters.mid ?? null,
      trackId: track?.id ?? null,
      rids,
      full: rids.length > 1 ? { layers: rids.length, width: 0, height: 0 } : null,
    };
  });
  return [...receivedTracks, ...sentTracks];
}

/** Microphones and cameras of which packets should be arriving; screens and tracks of one's own may stand still. */
export function expectedTracks({ peers, consumers }: Pick<Fact, 'peers' | 'consumers'>): ExpectedTrack[] {
  const flowing = new Map(consumers.filter(isFlowing).map((consumer) => [consumer.producerId, consumer]));
  return peers
    .filter(({ connection }) => connection === 'connected')
    .flatMap(({ id: peerId, producers }) =>
      producers.flatMap(({ id, kind, label, source, paused }): ExpectedTrack[] => {
        const consumer = flowing.get(id);
        if (!consumer || paused || (source !== 'microphone' && source !== 'camera')) return [];
        return [{ id: trackId(peerId, label), peerId, layer: kind === 'video' ? consumer.layer : null }];
      }),
    );
}

function isFlowing({ paused, ready, layer }: Fact['consumers'][number]): boolean {
  return !paused && ready && layer !== null;
}
