// SPDX-License-Identifier: Apache-2.0
// All of the module is inline, in the header; a target needs one file to compile.
#include "scan.h"
