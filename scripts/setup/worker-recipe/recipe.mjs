// @ts-check

/** The mediasoup that this recipe was tried with. */
export const testedVersion = '3.27.1';

/**
 * @typedef {object} Edit
 * @property {string} file   Path below mediasoup's `worker` folder.
 * @property {string} find   Must occur exactly once.
 * @property {string} replace
 * @property {string} why
 */

/** @type {Edit[]} */
export const edits = [
  {
    file: 'meson.build',
    find: "meson_version: '>= 1.1.0'",
    replace: "meson_version: '>= 1.0.0'",
    why: "Debian 12's meson is 1.0.1, and that is enough",
  },
  {
    file: 'meson.build',
    find: "cpp_args: cpp_args + ['-DMS_EXECUTABLE'],",
    replace: "cpp_args: cpp_args + ['-DMS_EXECUTABLE'],\n  cpp_pch: 'pch/precompiled.hpp',",
    why: 'the precompiled header',
  },
  {
    file: 'src/RTC/DtlsTransport.cpp',
    find: '(operationType == BIO_CB_RETURN) ?',
    replace: '(operationType & BIO_CB_RETURN) ?',
    // With "==", which never holds, the callback answers 1 to every BIO_ctrl().
    // Debian's OpenSSL has kernel TLS, takes that 1 for "kernel TLS is on", allocates
    // no write buffer, and the worker dies in the first handshake with a browser.
    why: "the BIO callback must pass on OpenSSL's own answer",
  },
];

export const mesonOptions = [
  '--wrap-mode=nodownload',
  '-Doptimization=3',
  '-Ddebug=false',
  '-Db_ndebug=true',
  '-Db_lto=false',
];

/** libwebrtc includes the generated headers without depending on their generator, so that goes first. */
export const mesonTargets = ['flatbuffers-generator', 'mediasoup-worker'];

/** What apt-get installs for the build; each `-dev` brings its run-time library. */
export const buildPackages = [
  'g++',
  'flatbuffers-compiler',
  'libabsl-dev',
  'libflatbuffers-dev',
  'libsrtp2-dev',
  'libssl-dev',
  'libuv1-dev',
  'meson',
  'ninja-build',
  'pkg-config',
];

/** What a finished worker needs on Debian 12, where it comes out of a cache. */
export const runtimePackages = ['libabsl20220623', 'libsrtp2-1', 'libssl3', 'libstdc++6', 'libuv1'];
