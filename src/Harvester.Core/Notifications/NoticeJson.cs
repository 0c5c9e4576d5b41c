using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harvester.Core.Model;

namespace Harvester.Core.Notifications;

/// <summary>A notice as the document of a webhook.</summary>
internal static class NoticeJson
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <param name="id">Of the delivery: the same document comes again after a failure.</param>
    public static string Of(string id, Notice notice, Recipient recipient, NotificationOptions options, string? unsubscribe)
    {
        var run = notice.Run;
        var links = new JsonObject
        {
            ["run"] = options.Address($"runs/{Uri.EscapeDataString(run.Id)}"),
            ["source"] = options.Address($"sources/{Uri.EscapeDataString(notice.Source.Id)}"),
            ["municipality"] = options.Address($"municipalities/{Uri.EscapeDataString(notice.Municipality)}"),
        };
        if (unsubscribe is not null)
            links["unsubscribe"] = unsubscribe;
        return new JsonObject
        {
            ["id"] = id,
            ["event"] = EnumWord.Of(notice.Event),
            ["source"] = notice.Source.Id,
            ["state"] = notice.Event is Ports.NoticeEvent.Mended ? "well" : "broken",
            ["since"] = notice.Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["whose"] = EnumWord.Of(notice.Audience),
            ["municipality"] = notice.Municipality,
            ["title"] = PlainText.Line(notice.Source.Title, 200),
            ["subject"] = NoticeText.Subject(notice, recipient.Language),
            ["text"] = NoticeText.Body(notice, recipient, options, unsubscribe),
            ["run"] = new JsonObject
            {
                ["id"] = run.Id,
                ["status"] = EnumWord.Of(run.Status),
                ["gathered"] = run.Gathered,
                ["added"] = run.Added,
                ["updated"] = run.Updated,
                ["unchanged"] = run.Unchanged,
                ["missing"] = run.Missing,
                ["withdrawn"] = run.Withdrawn,
                ["rejected"] = notice.Audience is Ports.NoticeAudience.Municipality ? notice.Rejected : run.Rejected,
                ["held"] = run.Held,
            },
            ["links"] = links,
        }.ToJsonString(Readable);
    }
}
