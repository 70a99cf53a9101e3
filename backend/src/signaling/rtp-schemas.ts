import { MAX_LAYERS, type DtlsParameters, type RtpCapabilities, type RtpParameters } from 'sfu-room/protocol';
import { z } from 'zod';

// Whole, and not left to mediasoup: it checks most fields, but a bitrate that
// is no whole number breaks its channel to the worker, and with it every room
// there (3.27: BigInt() throws within an open FlatBuffers object).

const kind = z.enum(['audio', 'video']);
const mimeType = z.string().regex(/^(audio|video)\/[\w.+-]{1,32}$/i);
const payloadType = z.int().min(0).max(127);
const clockRate = z.int().min(1).max(1_000_000);
const channels = z.int().min(1).max(24).optional();
const text = z.string().max(256);
const uint32 = z.int().min(0).max(0xffff_ffff);
const parameters = z
  .record(z.string().max(64), z.union([z.string().max(1024), z.number()]))
  .refine((record) => Object.keys(record).length <= 32, 'too many')
  .optional();
const rtcpFeedback = z
  .array(z.object({ type: text, parameter: text.optional() }))
  .max(32)
  .optional();

// What has no use to a worker is left out of what it gets; what is absent and
// what is undefined are the same in JSON.
const schema = <T>(type: z.ZodType): z.ZodType<T> => type as z.ZodType<T>;

export const rtpCapabilities = schema<RtpCapabilities>(
  z.object({
    codecs: z
      .array(
        z.object({
          kind,
          mimeType,
          preferredPayloadType: payloadType,
          clockRate,
          channels,
          parameters,
          rtcpFeedback,
        }),
      )
      .max(64)
      .optional(),
    headerExtensions: z
      .array(
        z.object({
          kind,
          uri: text,
          preferredId: z.int().min(1).max(255),
          preferredEncrypt: z.boolean().optional(),
          direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
        }),
      )
      .max(64)
      .optional(),
  }),
);

const encoding = z.object({
  ssrc: uint32.optional(),
  rid: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,255}$/)
    .optional(),
  codecPayloadType: payloadType.optional(),
  rtx: z.object({ ssrc: uint32 }).optional(),
  dtx: z.boolean().optional(),
  scalabilityMode: z
    .string()
    .regex(/^[LS][1-9]T[1-9](_KEY(_SHIFT)?|h)?$/)
    .optional(),
  maxBitrate: z.number().min(0).max(0xffff_ffff).transform(Math.round).optional(),
});

export const rtpParameters = schema<RtpParameters>(
  z.object({
    mid: z.string().max(32).optional(),
    msid: text.optional(),
    codecs: z.array(z.object({ mimeType, payloadType, clockRate, channels, parameters, rtcpFeedback })).min(1).max(64),
    headerExtensions: z
      .array(z.object({ uri: text, id: z.int().min(1).max(255), encrypt: z.boolean().optional(), parameters }))
      .max(64)
      .optional(),
    encodings: z.array(encoding).max(MAX_LAYERS).optional(),
    rtcp: z.object({ cname: text.optional(), reducedSize: z.boolean().optional() }).optional(),
  }),
);

export const dtlsParameters = schema<DtlsParameters>(
  z.object({
    role: z.enum(['auto', 'client', 'server']).optional(),
    fingerprints: z
      .array(
        z.object({
          algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
          value: z.string().regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){19,63}$/),
        }),
      )
      .min(1)
      .max(8),
  }),
);
