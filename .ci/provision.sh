#!/bin/sh
# Finds what the build needs from the system and installs only what is missing.
#
#   sh .ci/provision.sh            what a build needs: Python, Pango, fonts
#   sh .ci/provision.sh --test     and what the tests need: Chromium, poppler, qpdf, LibreOffice, Java, libatomic
#   sh .ci/provision.sh --python   only prints which Python to build the environment with
#
# Exit status: 0 everything is there; 2 a person has to act, and has been told in Chinese how.
# A machine that has everything needs neither apt nor a network here.
set -eu
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin # ldconfig lives there and a user's PATH may lack it

say() { printf '%s\n' "$*" >&2; }
stop() { say "$@"; exit 2; }
have() { command -v "$1" >/dev/null 2>&1; }

# ---- what is there ----------------------------------------------------------------------------

# Each name is run, not only looked up: version managers leave names on the PATH that do not work.
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
complete() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; } # Debian splits these off

find_python() { # find_python TEST...: the first Python that passes all tests
    for python in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        for passes; do "$passes" "$python" || continue 2; done
        echo "$python"
        return
    done
    return 1
}

has_library() { ldconfig -p | grep -qF "$1.so."; }
has_noto() { have fc-list && fc-list : family | grep -qF 'Noto Serif CJK SC'; }
has_chromium() { have chromium || have chromium-browser; }
is_ubuntu() { grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; }

# ---- apt --------------------------------------------------------------------------------------

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
may_install() { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }
has_lists() { for list in /var/lib/apt/lists/*Packages*; do [ -e "$list" ] && return; done; return 1; }
knows() { apt-cache show --no-all-versions "$1" >/dev/null 2>&1; }
update_lists() { as_root apt-get update -qq </dev/null; }

first_known() { # names differ between releases (Debian 13 and Ubuntu 24.04 add t64 to some)
    for name; do knows "$name" && { echo "$name"; return; }; done
    return 1
}

python_packages() {
    if python=$(find_python new_enough); then # there, but without venv or pip
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        first_known "$version-venv" python3-venv || echo "$version-venv"
    elif python=$(first_known python3.13 python3.12 python3.11 python3.14); then
        echo "$python $python-venv"
    elif ! has_lists; then # nothing can be looked up yet; a second run will know more
        echo "python3 python3-venv"
    else
        return 1
    fi
}

no_python() {
    # shellcheck source=/dev/null
    system=$(. /etc/os-release 2>/dev/null && echo "${PRETTY_NAME:-}") || system=
    stop "本系统${system:+（$system）}没有 Python 3.11 或更新的版本，软件源里也没有。
统信 UOS 20、银河麒麟 V10 等系统自带 Python 3.7 或 3.8，不能直接运行本程序。可以：
  1. 在较新的机器（Debian 12、Ubuntu 24.04 或以后）上运行 make demo，再把 site/ 和 build/letters/ 拷回来；或者
  2. 自行安装 Python 3.11 以上版本，再运行 make demo PYTHON=/该版本的路径/bin/python3"
}

has_calc() { # LibreOffice comes in parts
    program=$(command -v soffice) && [ -e "$(dirname "$(readlink -f "$program")")/libsclo.so" ]
}

missing='' # what is not there, by the name below; packages are named only when something is missing
miss() { missing="$missing $1"; }

packages_for() {
    case $1 in
        python) python_packages ;;
        pango) first_known libpango-1.0-0 libpango-1.0-0t64 || echo libpango-1.0-0 ;;
        pangoft2) first_known libpangoft2-1.0-0 libpangoft2-1.0-0t64 || echo libpangoft2-1.0-0 ;;
        subset) first_known libharfbuzz-subset0 libharfbuzz-subset0t64 || { has_lists || echo libharfbuzz-subset0; } ;;
        noto) echo fonts-noto-cjk ;;
        *) echo "$1" ;;
    esac
}

install_missing() {
    have apt-get || stop "本机缺少：${missing# }。
本系统没有 apt，不能自动安装。请用本系统的软件包工具安装：Python 3.11 以上（含 venv、pip）、Pango、
HarfBuzz subset 库（libharfbuzz-subset）、Noto CJK 字体（宋体、黑体），然后重新运行。"
    if may_install; then
        say "缺少：${missing# }。正在用 apt 安装……"
        update_lists || say "软件源没有全部更新成功，继续尝试安装。"
    fi
    packages=
    for name in $missing; do
        packages="$packages $(packages_for "$name")" || no_python
    done
    # shellcheck disable=SC2086 # several names in one string
    set -- $packages
    [ $# -gt 0 ] || return 0
    may_install || stop "缺少系统软件，本用户无权安装。请由管理员运行下面这一行，然后重新运行：

sudo apt-get update && sudo apt-get install -y $*
"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=300 "$@" </dev/null >/dev/null
}

# ---- the letter fonts -------------------------------------------------------------------------

# Fandol is not a package of its own; its five files are taken out of TeX's, without installing TeX.
fonts='FandolFang-Regular FandolSong-Regular FandolSong-Bold FandolHei-Regular FandolKai-Regular'
texlive='texlive-lang-chinese'

fonts_complete() { for font in $fonts; do [ -s ".fonts/$font.otf" ] || return 1; done; }

copy_fonts() { # copy_fonts ROOT: from a file tree that holds the package's content
    otf=$1/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol
    licence=$1/usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz
    [ -d "$otf" ] || return 1
    for font in $fonts; do
        # Renamed into place, so that a broken copy is never taken for a font.
        cp "$otf/$font.otf" .fonts/part && mv .fonts/part ".fonts/$font.otf" || return 1
    done
    if [ -e "$licence" ]; then gzip -dc "$licence" >.fonts/COPYING; fi
}

download_fonts() {
    have apt-get || return 1
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    say "正在下载 Fandol 字体（$texlive，约 49 MB，只取字体，不安装 TeX）……"
    # The sandbox user could not write here.
    download="cd '$folder' && apt-get download -q -o APT::Sandbox::User=root $texlive </dev/null"
    sh -c "$download" >&2 || { may_install && update_lists >&2 && sh -c "$download" >&2; } || return 1
    dpkg-deb --fsys-tarfile "$folder"/*.deb | tar -xf - -C "$folder" --wildcards '*/fandol/*'
    copy_fonts "$folder"
}

get_fonts() {
    [ -e .fonts/.stamp ] && fonts_complete && return
    mkdir -p .fonts
    fonts_complete || copy_fonts '' || download_fonts || stop "没有取得公文用的 Fandol 字体。
请在能上网的机器上取得软件包 $texlive（Debian、Ubuntu 都有，或从 CTAN 取 fandol），
把其中的五个 OTF 文件（$fonts）放到本目录的 .fonts/ 下，然后重新运行。"
    touch .fonts/.stamp
}

# ---- the work ---------------------------------------------------------------------------------

if [ "${1:-}" = --python ]; then
    find_python new_enough complete
    exit
fi

find_python new_enough complete >/dev/null || miss python
has_library libpango-1.0 || miss pango
has_library libpangoft2-1.0 || miss pangoft2
# Ubuntu 22.04 has no such package: WeasyPrint then cuts fonts in Python, many times slower.
has_library libharfbuzz-subset || [ -z "$(packages_for subset)" ] || miss subset
has_noto || miss noto
if [ "${1:-}" = --test ]; then
    have pdftotext || miss poppler-utils
    have soffice || miss libreoffice-writer # reads the Word files again
    has_calc || miss libreoffice-calc # fills in the forms, and writes .xls
    has_library libatomic || miss libatomic1 # Node asks for it: Playwright's own, and the one that runs Lighthouse
    java -version >/dev/null 2>&1 || miss default-jre-headless # runs the HTML validator
    if ! has_chromium; then
        if is_ubuntu; then # a snap there, which apt cannot install in a container
            say "提示：没有 Chromium，浏览器测试会跳过（CI 中会失败）。可运行：sudo snap install chromium"
        else
            miss chromium
        fi
    fi
    # Tests can do without qpdf: it is not a reason to call for an administrator.
    if [ "$missing" ] && ! have qpdf; then miss qpdf; fi
fi
if [ "$missing" ]; then install_missing; fi
get_fonts
