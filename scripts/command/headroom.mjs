#!/usr/bin/env node
import "../headroom.mjs";
