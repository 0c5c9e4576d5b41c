using Harvester.Core.Ports;
using Harvester.Web.Pages;
using Harvester.Web.Tables;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Accounts;

/// <summary><c>/tables/{audit,tokens}.{csv,json}</c>: for whoever may see the pages that they are of, and kept by nobody.</summary>
internal static class AccountTableApi
{
    /// <summary>Entries of a file; older ones by <c>before</c>, as on the page.</summary>
    private const int MostEntries = 10_000;

    public static async Task<IResult> Audit(string format, HttpContext context, IStore store, ISources sources, CancellationToken cancellationToken)
    {
        if (Sessions.AccountOf(context) is not { } account)
            return Refused(context, StatusCodes.Status401Unauthorized);
        var entries = await store.Audit.ListAsync(AuditHandlers.Filter(context.Request, account), AuditHandlers.Before(context.Request), MostEntries, cancellationToken);
        return File(AccountTables.Audit(entries, sources, ""), format, context);
    }

    public static async Task<IResult> Tokens(string format, HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        if (Sessions.AccountOf(context) is not { } account)
            return Refused(context, StatusCodes.Status401Unauthorized);
        return account.IsCentral
            ? File(AccountTables.Tokens(await store.Access.ListAsync(cancellationToken), code => options.NameOf(code)), format, context)
            : Refused(context, StatusCodes.Status403Forbidden);
    }

    private static IResult File(Table table, string format, HttpContext context) =>
        TableFile.Of(table.Sorted(context.Request.Query["sort"]), format, PageContext.Of(context.Request).Language) ?? PageHandlers.NotFound(context);

    private static IResult Refused(HttpContext context, int status)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return status is StatusCodes.Status401Unauthorized
            ? Results.Problem("Sign in at /sign-in, then follow the link on the page.", statusCode: status, title: "Nobody is signed in")
            : Results.Problem("Only the central team may read this.", statusCode: status, title: "Not yours to read");
    }
}
