using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Pages.Duplicates;

/// <summary><c>/duplicates</c>.</summary>
internal static class DuplicatePages
{
    public static async Task<IResult> List(HttpContext context, IStore store, ISources sources, CancellationToken cancellationToken)
    {
        var after = context.Request.Query["cursor"].ToString();
        return PageResponse.Render<DuplicatesPage>(
            context, StatusCodes.Status200OK, ("Sources", sources), ("View", await DuplicatesView.ReadAsync(after.Length == 0 ? null : after, store, cancellationToken)));
    }
}
