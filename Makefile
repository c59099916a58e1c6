# Every job of the project under one word. Downloads nothing that is already there.

BIN := .venv/bin
# Newer than the lists it was made from: the environment is current.
READY := .venv/.stamp-environment
# The checkers of finished pages (axe, Nu, Lighthouse): npm packages that only tests use.
QUALITY := tests/website/quality
CHECKERS := $(QUALITY)/node_modules/.package-lock.json
# What `make bench` measures beside ours.
PEERS := tests/bench_peers
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm

.DEFAULT_GOAL := help
.PHONY: help demo preview test check update-golden bench lock quality clean system system-for-tests \
	lint lint-style lint-types lint-layers lint-docs

help: ## 列出所有命令 · this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

demo: $(READY) ## 生成示范工作区的全部函件和公开网站 · build all letters and the site
	@$(BIN)/jixiao build
	@$(BIN)/jixiao tables

preview: $(READY) ## 在本机预览网站，改动后自动更新 · serve the site, rebuild on change
	@$(BIN)/jixiao preview

test: system-for-tests $(READY) quality ## 运行全部测试 · run all tests
	@$(BIN)/pytest

check: lint test ## 静态检查和全部测试 · static checks, then all tests

# One target each, so that `make -k lint` reports the faults of all four.
lint: lint-style lint-types lint-layers lint-docs ## 静态检查：写法、类型、分层、生成的文档 · ruff, mypy, import contract, generated docs

lint-style: $(READY)
	$(BIN)/ruff check

lint-types: $(READY)
	$(BIN)/mypy

lint-layers: $(READY)
	$(BIN)/lint-imports

lint-docs: $(READY)
	$(BIN)/jixiao docs --check

update-golden: system-for-tests $(READY) quality ## 用现在的输出更新样本，之后请看 git diff · rewrite tests/golden
	$(BIN)/pytest --update-golden

# Without a network what others do is left out of the tables.
bench: $(READY) ## 测量速度和内存，与别的工具并排 · measure time and memory, beside other tools
	@$(MAKE) -s $(PEERS)/node_modules/.package-lock.json || echo '没有取得用来比较的 npm 包，表中相应各列为空。' >&2
	@$(BIN)/python -m tests.bench

$(PEERS)/node_modules/.package-lock.json: $(PEERS)/package-lock.json
	@cd $(PEERS) && $(NPM) ci --loglevel=error
	@touch $@

lock: .venv/bin/python ## 重新选定依赖的版本 · choose versions anew, write constraints.txt
	$(BIN)/uv --version 2>/dev/null || $(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --all-extras --python-version 3.11 --upgrade \
		--no-annotate --custom-compile-command 'make lock' --output-file constraints.txt pyproject.toml
	cd $(QUALITY) && $(NPM) update --save --package-lock-only --loglevel=error

# Without a network the tests that need them are left out, and fail in CI.
quality: $(READY) ## 取得网页质量检查工具（测试用）· fetch the checkers of finished pages
	@$(MAKE) -s $(CHECKERS) || \
		echo '没有取得网页质量检查工具（npm 包），有关测试会跳过（CI 中会失败）。能上网时运行 make quality。' >&2

$(CHECKERS): $(QUALITY)/package-lock.json
	@echo '正在取得网页质量检查工具……'
	@cd $(QUALITY) && $(NPM) ci --loglevel=error
	@touch $@

clean: ## 删除生成的文件和缓存（保留环境和字体）· remove output and caches, keep .venv and .fonts
	rm -rf build $(QUALITY)/node_modules $(PEERS)/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find site -mindepth 1 ! -path site/README.md -delete
	find generator tests -name __pycache__ -prune -exec rm -r {} +

# Cheap when nothing is missing, so it is asked each time instead of being remembered.
system:
	@sh .ci/provision.sh

system-for-tests: system
	@sh .ci/provision.sh --test

# `make demo PYTHON=…` chooses another Python.
.venv/bin/python: | system
	@"$$(sh .ci/provision.sh --python)" -m venv --clear .venv

$(READY): .venv/bin/python pyproject.toml constraints.txt | system
	@echo '正在安装 Python 依赖（第一次约一分钟）……'
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
