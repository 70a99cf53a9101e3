import { css } from 'lit';

/**
 * The scale that every part reads. The public `--sfu-*` names stand only as `var()` so that they can be set on the
 * element, on any ancestor or on the page; the private `--_*` names carry what is in force.
 * Light surfaces are warm and dark ones blue, unless `--sfu-hue` says otherwise for both. `.disc` holds initials on their
 * owner's own hue; it stands here because the tiles come with the first request, which has no other shared styles.
 */
export const tokens = css`
  :host {
    --_surface: var(
      --sfu-color-surface,
      light-dark(oklch(97.6% 0.007 var(--sfu-hue, 85)), oklch(16.5% 0.012 var(--sfu-hue, 262)))
    );
    --_raised: var(
      --sfu-color-raised,
      light-dark(oklch(99.6% 0.003 var(--sfu-hue, 85)), oklch(27% 0.014 var(--sfu-hue, 262)))
    );
    --_tile: var(
      --sfu-color-tile,
      light-dark(oklch(91.5% 0.011 var(--sfu-hue, 85)), oklch(25% 0.015 var(--sfu-hue, 262)))
    );
    --_line: var(
      --sfu-color-line,
      light-dark(oklch(87% 0.012 var(--sfu-hue, 85)), oklch(33% 0.016 var(--sfu-hue, 262)))
    );
    --_field: var(
      --sfu-color-field,
      light-dark(oklch(62% 0.014 var(--sfu-hue, 85)), oklch(55% 0.018 var(--sfu-hue, 262)))
    );
    --_text: var(
      --sfu-color-text,
      light-dark(oklch(25% 0.015 var(--sfu-hue, 85)), oklch(96% 0.005 var(--sfu-hue, 262)))
    );
    --_quiet: var(
      --sfu-color-quiet,
      light-dark(oklch(45% 0.015 var(--sfu-hue, 85)), oklch(76% 0.012 var(--sfu-hue, 262)))
    );
    --_accent: var(
      --sfu-color-accent,
      light-dark(oklch(50% 0.17 var(--sfu-hue, 262)), oklch(75% 0.12 var(--sfu-hue, 262)))
    );
    --_on-accent: var(
      --sfu-color-on-accent,
      light-dark(oklch(99% 0.005 var(--sfu-hue, 262)), oklch(19% 0.03 var(--sfu-hue, 262)))
    );
    --_danger: var(--sfu-color-danger, light-dark(oklch(52% 0.19 27), oklch(57% 0.19 27)));
    --_on-danger: var(--sfu-color-on-danger, oklch(99% 0.005 27));
    --_warning: light-dark(oklch(55% 0.15 40), oklch(80% 0.13 70));
    --_speaking: var(--sfu-color-speaking, light-dark(oklch(58% 0.15 155), oklch(80% 0.16 155)));
    --_radius: var(--sfu-radius, 12px);
    --_font: var(--sfu-font, inherit);
    --_small: 0.8125rem;
    --_body: 0.9375rem;
    --_large: 1.375rem;
    --_fast: 140ms;
    --_shadow: 0 1px 2px oklch(0% 0 0 / 12%), 0 6px 24px oklch(0% 0 0 / 14%);
    box-sizing: border-box;
    font-family: var(--_font);
    font-size: var(--_body);
    line-height: 1.4;
    color: var(--_text);
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
  .disc {
    display: grid;
    place-items: center;
    border-radius: 50%;
    font-weight: 550;
    color: light-dark(oklch(34% 0.07 var(--_peer-hue, 262)), oklch(93% 0.035 var(--_peer-hue, 262)));
    background: light-dark(oklch(82% 0.065 var(--_peer-hue, 262)), oklch(43% 0.075 var(--_peer-hue, 262)));
  }
`;
