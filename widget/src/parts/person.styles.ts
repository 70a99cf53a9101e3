import { css } from 'lit';

/** Somebody in a list: a small `.disc`, a `.name` of two lines at most, and `.actions` that share a line while they can. */
export const personStyles = css`
  .disc {
    flex: none;
    inline-size: 36px;
    block-size: 36px;
    font-size: var(--_small);
  }
  .name {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .actions button {
    flex: 1 1 auto;
    padding: 0 14px;
    font-weight: inherit;
  }
  sfu-confirm {
    margin-block-start: 8px;
  }
`;
