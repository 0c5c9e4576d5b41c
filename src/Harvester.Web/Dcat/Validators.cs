using Harvester.Core.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Harvester.Web.Dcat;

/// <summary>Entity tags of documents (RFC 9110, section 8.8.3): weak, as the blank nodes of two equal answers may be called differently.</summary>
internal static class Validators
{
    /// <summary>Raise it when the same dataset is written differently.</summary>
    private const string Revision = "1";

    /// <summary>Sets the tag; true where the client has that document (304).</summary>
    public static bool IsKnown(HttpContext context, params ReadOnlySpan<string> parts)
    {
        var text = string.Join('\n', [Revision, .. parts]);
        var tag = new EntityTagHeaderValue($"\"{RecordHash.Format(RecordHash.OfText(text))[..20]}\"", isWeak: true);
        context.Response.GetTypedHeaders().ETag = tag;
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any));
    }
}
