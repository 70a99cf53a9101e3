import { css } from 'lit';

/** `.group`: the switch of a device, and beside it the menu of which one; `.shared`: on one ground. */
export const deviceGroupStyles = css`
  .group {
    display: inline-flex;
    align-items: center;
    border-radius: 999px;
  }
  .group.shared {
    background: color-mix(in oklch, var(--_text) 10%, transparent);
  }
  sfu-device-menu {
    inline-size: 28px;
    block-size: 48px;
  }
`;
