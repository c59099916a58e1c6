"""Help and complaints of the command line in Chinese."""

import difflib
from typing import Any

import click


class _Help:
    """Help pages whose own words are Chinese too."""

    def format_usage(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """`用法：jixiao …`."""
        pieces = [piece.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …") for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under a Chinese heading; arguments are told of in the text above."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx)) is not None]
        if records:
            with formatter.section("选项"):
                formatter.write_dl([(name, text.replace("  [required]", "（必填）")) for name, text in records])

    def get_help_option(self: Any, ctx: click.Context) -> click.Option | None:
        """`--help` that says in Chinese what it does."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示这段说明。"
        return option  # type: ignore[no-any-return]


class Command(_Help, click.Command):
    """A command with Chinese help."""


class Group(_Help, click.Group):
    """The command of commands, with Chinese help."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then commands."""
        super().format_options(ctx, formatter)
        rows = [(name, command.get_short_help_str(80)) for name in self.list_commands(ctx) if (command := self.get_command(ctx, name)) and not command.hidden]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of use, not of the alphabet."""
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """A wrong word is answered with the nearest command."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            guess = difflib.get_close_matches(args[0], self.commands, 1, 0.5)
            hint = f"是否应为“{guess[0]}”？" if guess else f"可用的命令：{'、'.join(n for n, c in self.commands.items() if not c.hidden)}。"
            raise click.UsageError(f"没有命令“{args[0]}”。{hint}", ctx)
        return super().resolve_command(ctx, args)


def explain(error: click.ClickException) -> str:
    """What was wrong with the call, and where help is."""
    message = _message(error)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "jixiao"
    return f"{message}\n用 {path} --help 查看用法。"


def _message(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption() if error.option_name in ("-C", "--workspace", "--today"):
            return f"选项 {error.option_name} 要写在命令前面，例如 jixiao {error.option_name} … check。"
        case click.NoSuchOption():
            near = f"是否应为 {'、'.join(sorted(error.possibilities))}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}。{near}"
        case click.MissingParameter():
            return f"缺少{error.param.make_metavar(error.ctx) if error.param and error.ctx else '参数'}。"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面要有一个值。"
        case click.BadParameter():
            return _bad_value(error)
        case click.UsageError() if "unexpected extra argument" in error.message:
            return f"多出了参数 {error.message.rpartition('(')[2].rstrip(').')}。"
        case click.UsageError() if error.message == "Missing command.":
            return "请给出命令。"
    return error.message


def _bad_value(error: click.BadParameter) -> str:
    param = error.param
    name = "、".join(param.opts) if isinstance(param, click.Option) else "参数"
    if param and isinstance(param.type, click.Choice):
        return f"{name} 只能是 {'、'.join(map(str, param.type.choices))} 之一。"
    if param and isinstance(param.type, click.IntRange):
        return f"{name} 应是 {param.type.min} 到 {param.type.max} 的整数。"
    return f"{name}：{error.message}"
