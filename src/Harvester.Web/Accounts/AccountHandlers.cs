using Harvester.Core.Access;
using Harvester.Core.Ports;
using Harvester.Web.Actions;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Accounts;

/// <summary><c>/account</c> and the tokens that the central team makes there.</summary>
internal static class AccountHandlers
{
    public static async Task<IResult> Page(HttpContext context, IStore store, ISources sources, HarvesterWebOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Sessions.AccountOf(context) is not { } account)
            return SignInFirst(context);
        var now = clock.GetUtcNow();
        return PageResponse.Render<AccountPage>(
            context,
            StatusCodes.Status200OK,
            ("Sources", account.IsCentral ? [] : (await SourceRow.AllAsync(store, sources, [], now, cancellationToken)).Where(row => account.MayActOn(row.Source)).ToList()),
            ("Tokens", account.IsCentral ? await store.Access.ListAsync(cancellationToken) : []),
            ("Subscriptions", account.IsCentral ? (await store.Subscriptions.ListAsync(cancellationToken)).Where(subscription => subscription.MunicipalityCode is null).ToList() : []),
            ("Now", now),
            ("Options", options));
    }

    public static async Task<IResult> Create(HttpContext context, AccessDesk desk, CancellationToken cancellationToken)
    {
        var account = Acting.Central(context);
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var whom = form["for"].ToString();
        if (whom.Length == 0)
            throw new RefusedException(StatusCodes.Status400BadRequest, "誰のためのトークンかを選んでください。何も変更していません。", "Choose whom the token is for. Nothing was changed.");
        return Show(context, await desk.CreateAsync(whom == "central" ? null : whom, form["label"], account, cancellationToken));
    }

    public static async Task<IResult> Reissue(string id, HttpContext context, AccessDesk desk, CancellationToken cancellationToken) =>
        Show(context, await desk.ReissueAsync(id, Acting.Central(context), cancellationToken));

    public static async Task<IResult> Revoke(string id, HttpContext context, AccessDesk desk, Sessions sessions, CancellationToken cancellationToken)
    {
        var token = await desk.RevokeAsync(id, Acting.Central(context), cancellationToken);
        var language = PageContext.Of(context.Request).Language;
        sessions.Tell(context, language.Text($"トークン {token.Id} を取り消しました。", $"Token {token.Id} is revoked."));
        return Back.SeeOther(context, language.Href("/account"));
    }

    /// <summary>Nobody is signed in: the sign-in page, which leads back here.</summary>
    public static IResult SignInFirst(HttpContext context)
    {
        var page = PageContext.Of(context.Request);
        return Back.SeeOther(context, Back.SignIn(page.Language, page.Address));
    }

    // Not after a redirect: then the secret would have to be kept somewhere in between.
    private static IResult Show(HttpContext context, IssuedToken issued) => PageResponse.Render<SecretPage>(context, parameters: ("Issued", issued));
}
