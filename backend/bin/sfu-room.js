#!/usr/bin/env node
// Apart from what is built, so that npm finds a command to link before there is a build.
import '../dist/main.js';
