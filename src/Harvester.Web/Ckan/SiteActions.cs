using Harvester.Web.Requests;

namespace Harvester.Web.Ckan;

/// <summary>The actions on the site itself.</summary>
internal static class SiteActions
{
    /// <summary>The version of CKAN whose answers these are.</summary>
    private const string CkanVersion = "2.10.4";

    public static Task<Func<JsonBody, Task>> Status(CkanCall call) =>
        Task.FromResult<Func<JsonBody, Task>>(body =>
        {
            var json = body.Json;
            json.WriteStartObject();
            json.WriteString("ckan_version", CkanVersion);
            json.WriteString("site_url", call.Site.AbsoluteUri.TrimEnd('/'));
            json.WriteString("site_title", "東京オープンデータ統合カタログ");
            json.WriteString("site_description", "東京都と区市町村のオープンデータの統合カタログ");
            json.WriteString("locale_default", "ja");
            json.WriteNull("error_emails_to");
            json.WriteStartArray("extensions");
            json.WriteEndArray();
            json.WriteEndObject();
            return Task.CompletedTask;
        });

    public static Task<Func<JsonBody, Task>> Help(CkanCall call)
    {
        var name = call.Parameters.Required("name");
        call.Parameters.Check();
        var action = CkanActions.Find(name) ?? throw CkanException.NotFound();
        return Task.FromResult<Func<JsonBody, Task>>(body =>
        {
            body.Json.WriteStringValue(action.Help);
            return Task.CompletedTask;
        });
    }

    /// <summary><c>site_read</c>: clients ask it to find out whether there is anything.</summary>
    public static Task<Func<JsonBody, Task>> Read(CkanCall call) => Task.FromResult<Func<JsonBody, Task>>(body =>
    {
        body.Json.WriteBooleanValue(true);
        return Task.CompletedTask;
    });
}
