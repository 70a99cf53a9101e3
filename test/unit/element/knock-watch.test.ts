import { describe, expect, test } from 'vitest';
import { KnockWatch } from '../../../widget/src/element/knock-watch.js';

const ann = { id: 'ann', name: 'Ann' };
const ben = { id: 'ben', name: 'Ben' };

describe('who knocks', () => {
  test('is news until the list of people was in sight', () => {
    const watch = new KnockWatch();
    watch.follow([ann], false);
    expect(watch.unseen).toEqual([ann]);
    watch.follow([ann], true);
    expect(watch.unseen).toEqual([]);
    watch.follow([ann, ben], false);
    expect(watch.unseen).toEqual([ben]);
  });

  test('is no news once it was dismissed', () => {
    const watch = new KnockWatch();
    watch.follow([ann], false);
    watch.dismiss();
    expect(watch.unseen).toEqual([]);
    watch.follow([ann, ben], false);
    expect(watch.unseen).toEqual([ben]);
  });

  test('is somebody new when they knock once more', () => {
    const watch = new KnockWatch();
    watch.follow([ann], true);
    watch.follow([], false);
    watch.follow([ann], false);
    expect(watch.unseen).toEqual([ann]);
  });
});
