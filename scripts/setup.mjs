#!/usr/bin/env node
// @ts-check
// Runs on any Node from 18 on, and fetches the Node that everything else needs.
import { main } from './setup/main.mjs';

process.exitCode = await main(process.argv.slice(2));
