using Harvester.Core.Ports;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Accounts;

/// <summary><c>/audit</c>: what persons did; all of it for the central team, what concerns it for a municipality.</summary>
internal static class AuditHandlers
{
    private const int PageSize = 50;

    public static async Task<IResult> Page(HttpContext context, IStore store, ISources sources, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        if (Sessions.AccountOf(context) is not { } account)
            return AccountHandlers.SignInFirst(context);
        var query = context.Request.Query;
        var filter = new AuditFilter(Given(query["source"]), account.IsCentral ? Given(query["municipality"]) : account.Municipality);
        var entries = await store.Audit.ListAsync(filter, Given(query["before"]), PageSize + 1, cancellationToken);
        return PageResponse.Render<AuditPage>(
            context, StatusCodes.Status200OK, ("Entries", new Page<AuditEntry>(entries, PageSize)), ("Filter", filter), ("Sources", sources), ("Options", options),
            ("Continued", Given(query["before"]) is not null));
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
