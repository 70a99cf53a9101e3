import { MAX_DATA_LENGTH, MAX_MESSAGE_LENGTH, SERVER_ID, TOPIC_PATTERN } from 'sfu-room/protocol';
import { z } from 'zod';
import { textUpTo } from '../../auth/text-schema.js';
import { operation } from '../operation.js';
import { displayName, message, messageList, nothing, ofRoom, receiver } from '../schemas.js';

export const MESSAGE_OPERATIONS = [
  operation({
    id: 'listMessages',
    method: 'get',
    path: '/rooms/{room}/messages',
    tag: 'Messages',
    summary: 'Read the latest messages of a room',
    description: 'Also those to one peer alone.',
    params: ofRoom,
    query: nothing,
    body: null,
    answer: { status: 200, description: 'The messages.', schema: messageList },
    errors: ['room-not-found'],
    handle: ({ path }, { rooms }) => ({ messages: rooms.messages(path.room) }),
  }),

  operation({
    id: 'sendMessage',
    method: 'post',
    path: '/rooms/{room}/messages',
    tag: 'Messages',
    summary: 'Say something in a room',
    params: ofRoom,
    query: nothing,
    body: z
      .strictObject({
        text: textUpTo(MAX_MESSAGE_LENGTH).min(1),
        name: displayName
          .exactOptional()
          .meta({ description: 'Whom it comes from, as people see it; default: nobody.' }),
        to: receiver,
      })
      .meta({ id: 'MessageToSend' }),
    answer: { status: 201, description: 'The message as it was taken.', schema: message },
    errors: ['room-not-found', 'peer-not-found'],
    handle: ({ path, body }, { rooms }) => rooms.message(path.room, body),
  }),

  operation({
    id: 'sendData',
    method: 'post',
    path: '/rooms/{room}/data',
    tag: 'Messages',
    summary: 'Send data of your own to the pages in a room',
    description: `They hear it as a \`data\` event from \`${SERVER_ID}\`.`,
    params: ofRoom,
    query: nothing,
    body: z
      .strictObject({
        topic: z
          .string()
          .regex(TOPIC_PATTERN, 'not up to 64 characters without control characters')
          .default('')
          .meta({ description: 'Sorts data for the page.' }),
        data: textUpTo(MAX_DATA_LENGTH),
        to: receiver,
      })
      .meta({ id: 'DataToSend' }),
    answer: { status: 204, description: 'It is sent.' },
    errors: ['room-not-found', 'peer-not-found'],
    handle: ({ path, body: { topic, data, to } }, { rooms }) => rooms.data(path.room, topic, data, to),
  }),
];
