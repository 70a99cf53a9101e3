import { afterEach, expect, test, vi } from 'vitest';
import { TypedEmitter } from '../../../widget/src/client/typed-emitter.js';

interface Events {
  greeting: string;
  number: number;
}

afterEach(() => vi.unstubAllGlobals());

test('listeners hear their event, in the order in which they were added', () => {
  const emitter = new TypedEmitter<Events>();
  const heard: string[] = [];
  emitter.on('greeting', (text) => heard.push(`a ${text}`));
  emitter.on('greeting', (text) => heard.push(`b ${text}`));
  emitter.on('number', (number) => heard.push(String(number)));
  emitter.emit('greeting', 'hi');
  expect(heard).toEqual(['a hi', 'b hi']);
});

test('a removed listener hears nothing, and removing it twice does no harm', () => {
  const emitter = new TypedEmitter<Events>();
  const [first, second] = [vi.fn(), vi.fn()];
  const remove = emitter.on('number', first);
  emitter.on('number', second);
  remove();
  remove();
  emitter.emit('number', 1);
  expect(first).not.toHaveBeenCalled();
  expect(second).toHaveBeenCalledExactlyOnceWith(1);
});

test('a listener that throws is reported and stops nobody', () => {
  const report = vi.fn();
  vi.stubGlobal('reportError', report);
  const emitter = new TypedEmitter<Events>();
  const error = new Error('mine');
  const other = vi.fn();
  emitter.on('number', () => {
    throw error;
  });
  emitter.on('number', other);
  emitter.emit('number', 1);
  expect(other).toHaveBeenCalledOnce();
  expect(report).toHaveBeenCalledExactlyOnceWith(error);
});

test('a listener that is added or removed by another one counts from the next event on', () => {
  const emitter = new TypedEmitter<Events>();
  const late = vi.fn();
  const removed = vi.fn();
  emitter.on('number', () => {
    emitter.on('number', late);
    remove();
  });
  const remove = emitter.on('number', removed);
  emitter.emit('number', 1);
  expect(late).not.toHaveBeenCalled();
  expect(removed).toHaveBeenCalledOnce();
  emitter.emit('number', 2);
  expect(late).toHaveBeenCalledExactlyOnceWith(2);
  expect(removed).toHaveBeenCalledOnce();
});

test('an event that nobody listens to is nothing', () => {
  expect(() => new TypedEmitter<Events>().emit('number', 1)).not.toThrow();
});
