# SPDX-License-Identifier: Apache-2.0
# The commands a newcomer needs. Each does its own set-up.

SHELL = /bin/sh
PREFIX = /usr/local
COUNT = 20000
KILLS = 50
SEED = 1
SIZE = 1G
LARGE = 5G,10G
FILTER =
ONLY =
DATA = .build/bench
SECONDS = 60
DESTDIR =

share = $(DESTDIR)$(PREFIX)/share/trailbinder
release_flags = -c release --product trailbinder --static-swift-stdlib
binary = .build/release/trailbinder

.PHONY: help report test test-differential test-large test-release test-threads bench bench-data bench-tables fuzz install release \
	setup clean

help:
	@echo 'make report              build the sample report and print the page to open'
	@echo 'make test                check the format, build, run all tests'
	@echo 'make test-differential   hold 20,000 random queries against DuckDB and SQLite (COUNT, SEED)'
	@echo 'make test-large          read a tree of 100,000 files, one in twenty damaged (release binary)'
	@echo 'make test-release        kill the release binary at 50 random moments (KILLS, SEED)'
	@echo 'make test-threads        run the suites in which threads meet under ThreadSanitizer'
	@echo 'make bench               measure all, renew docs/performance.md (SIZE, LARGE, ONLY, FILTER)'
	@echo 'make bench-data          write a tree of invented logs to measure with (SIZE, SEED, DATA)'
	@echo 'make fuzz                run every entry point of Fuzz/ under libFuzzer (SECONDS each, 60)'
	@echo 'make install PREFIX=DIR  install the program, Packs, Templates and the sample ($(PREFIX))'
	@echo 'make clean               remove what was built'

report: release
	@$(binary) build sample-config.json

test: setup
	@scripts/check

test-differential: setup
	@swift build --product QueryProbe </dev/null
	@python3 scripts/differential --count $(COUNT) --seed $(SEED)

test-large: release
	@scripts/test-large

test-release: release
	@KILL_COUNT=$(KILLS) SEED=$(SEED) RELEASE_BINARY="$$PWD/$(binary)" \
	  swift test --disable-xctest --filter KillTests </dev/null

# Suites that run nothing on several threads would only be slow.
test-threads: setup
	@TSAN_OPTIONS=halt_on_error=1 swift test --disable-xctest --sanitize thread --scratch-path .build/threads \
	  --filter 'Spill|Order|SharedScan|Determinism|Duplicate|Digest|LogScan|LogValidation|LargeAnswer|Site|Answers|Build' \
	  </dev/null

# Some five minutes on two free cores; LARGE= leaves out the trees above SIZE and takes three.
bench: setup
	@scripts/bench --size '$(SIZE)' --large '$(LARGE)' --data '$(DATA)' --only '$(ONLY)' --filter '$(FILTER)'

bench-data: setup
	@swift build -c release --product Benchmarks --static-swift-stdlib </dev/null
	@.build/release/Benchmarks data --size '$(SIZE)' --seed '$(SEED)' "$(DATA)/bench-$$(echo '$(SIZE)' | tr A-Z a-z)"

# The tables of the newest results, without measuring.
bench-tables:
	@scripts/bench --report

fuzz: setup
	@for file in Fuzz/*.swift; do \
	  name=$${file##*/}; scripts/fuzz "$${name%.swift}" $(SECONDS) || exit 1; \
	done

# With sudo, root often has no Swift on its PATH: what was built before is installed then.
install:
	@if command -v swift >/dev/null 2>&1 || [ ! -x $(binary) ]; then $(MAKE) release; fi
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(share)"
	install -m 755 $(binary) "$(DESTDIR)$(PREFIX)/bin/trailbinder"
	install -m 755 scripts/fetch-integrity "$(DESTDIR)$(PREFIX)/bin/trailbinder-fetch-integrity"
	@strip "$(DESTDIR)$(PREFIX)/bin/trailbinder" 2>/dev/null || true
	rm -rf "$(share)/Packs" "$(share)/Templates" "$(share)/Samples" "$(share)/docs"
	cp -R Packs Templates Samples docs sample-config.json LICENSE "$(share)/"
	chmod -R u+rwX,go+rX,go-w "$(share)"

release: setup
	@swift build $(release_flags) </dev/null

setup:
	@scripts/setup

clean:
	rm -rf .build
