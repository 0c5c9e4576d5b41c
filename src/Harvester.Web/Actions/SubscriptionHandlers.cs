using Harvester.Core.Access;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Web.Accounts;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Actions;

/// <summary>Who is told of what is a body's turn, or the central team's.</summary>
internal static class SubscriptionHandlers
{
    public static async Task<IResult> Add(HttpContext context, IStore store, HarvesterWebOptions options, Desks desks, Sessions sessions, TimeProvider clock, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var code = form["code"].ToString().Trim();
        var account = For(context, code.Length == 0 ? null : code);
        var kind = form["kind"] == "webhook" ? DeliveryKind.Webhook : DeliveryKind.Mail;
        var language = form["language"] == "en" ? "en" : "ja";
        // Whether a webhook's address may be asked is looked at with each notice, where it leads then.
        var (whom, target) = (code.Length == 0 ? null : code, form["target"].ToString().Trim());
        await desks.Trail.OnSubscribingAsync(
            account, new SubscriptionDesk(store, [.. options.Municipalities.Keys], clock), whom is null ? NoticeAudience.Central : NoticeAudience.Municipality, whom,
            kind, target, language, account.Label, cancellationToken);
        return Told.Then(context, sessions, shown => shown.Text("登録しました。次に状況が変わったときからお知らせします。", "Entered: the next change of state is told."), shown => Address(shown, code));
    }

    public static async Task<IResult> End(string id, HttpContext context, IStore store, Desks desks, Sessions sessions, TimeProvider clock, CancellationToken cancellationToken)
    {
        var desk = new SubscriptionDesk(store, [], clock);
        var subscription = await desk.GetAsync(id, cancellationToken)
            ?? throw Acting.NotFound("この通知先は登録されていません。", "There is no such subscription.");
        var account = For(context, subscription.MunicipalityCode);
        await desks.Trail.OnUnsubscribingAsync(account, desk, id, cancellationToken);
        return Told.Then(context, sessions, shown => shown.Text("通知先を外しました。", "Taken out: nothing more is sent there."), shown => Address(shown, subscription.MunicipalityCode ?? ""));
    }

    /// <exception cref="RefusedException">It is another body's, or the central team's.</exception>
    private static Account For(HttpContext context, string? code) =>
        Sessions.AccountOf(context) is { } account && account.Municipality is { } own && own == code ? account : Acting.Central(context);

    private static string Address(Language language, string code) => language.Href(code.Length == 0 ? "/account" : $"/municipalities/{Uri.EscapeDataString(code)}");
}
