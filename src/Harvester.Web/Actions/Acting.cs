using Harvester.Core.Access;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Web.Accounts;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Actions;

/// <summary>Who may do what; anybody else is refused with the reason.</summary>
internal static class Acting
{
    /// <exception cref="RefusedException">Whoever is signed in is not of the central team.</exception>
    public static Account Central(HttpContext context) => Anybody(context) is { IsCentral: true } account ? account : throw new RefusedException(
        StatusCodes.Status403Forbidden,
        "この操作ができるのは全体を担当するチーム（東京都）だけです。何も変更していません。",
        "Only the central team may do this. Nothing was changed.");

    /// <summary>For an act on a source that is configured.</summary>
    /// <exception cref="RefusedException">There is no such source, or it is not theirs.</exception>
    public static (Account Account, Source Source) OnConfigured(HttpContext context, ISources sources, string id) =>
        (OnSource(context, sources, id), sources.Find(id) ?? throw NotFound("この取得元は設定にありません。", $"No source {id} is configured."));

    /// <summary>For an act on a source, which may have left the configuration.</summary>
    /// <exception cref="RefusedException">It is not theirs.</exception>
    public static Account OnSource(HttpContext context, ISources sources, string id)
    {
        var account = Anybody(context);
        if (account.MayActOn(sources.Find(id)))
            return account;
        throw sources.Find(id) is { Shared: true }
            ? new RefusedException(
                StatusCodes.Status403Forbidden,
                "共有のカタログには、全体を担当するチーム（東京都）だけが操作できます。何も変更していません。",
                "Many publishers share this catalogue: only the central team may act on it. Nothing was changed.")
            : new RefusedException(
                StatusCodes.Status403Forbidden,
                "自団体の取得元ではないため、操作できません。何も変更していません。",
                "This source is not your municipality's. Nothing was changed.");
    }

    public static RefusedException NotFound(string japanese, string english) => new(StatusCodes.Status404NotFound, $"{japanese}何も変更していません。", $"{english} Nothing was changed.");

    private static Account Anybody(HttpContext context) =>
        Sessions.AccountOf(context) ?? throw new InvalidOperationException("an act passes ActionFilter, which lets nobody by who is not signed in");
}
