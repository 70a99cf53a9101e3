import { expect } from 'chai';
import type { SfuDeviceMenu } from '../../widget/src/parts/device-menu.js';
import { deep, defineBarParts } from '../helpers/bar-parts.js';

defineBarParts();

describe('a menu of devices that stands alone', () => {
  let menu: SfuDeviceMenu;

  beforeEach(() => {
    menu = document.createElement('sfu-device-menu');
    menu.device = 'camera';
    document.body.append(menu);
  });

  afterEach(() => menu.remove());

  it('says what is in use, and counts what has no name', async () => {
    menu.view = {
      devices: [
        { id: 'a', label: 'Built-in' },
        { id: 'b', label: '' },
      ],
      chosen: 'a',
    };
    await menu.updateComplete;
    expect(deep(menu, 'button').textContent.trim()).to.equal('Built-in');
    menu.view = { ...menu.view, chosen: 'b' };
    await menu.updateComplete;
    expect(deep(menu, 'button').textContent.trim()).to.equal('Camera 2');
  });

  it('shows nothing where there is nothing to choose', async () => {
    menu.view = { devices: [], chosen: null };
    await menu.updateComplete;
    expect(menu.shadowRoot?.querySelector('button')).to.equal(null);
  });
});
