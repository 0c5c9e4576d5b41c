namespace Harvester.Web.Pages.Search;

/// <summary>The fields of which the index gives passages, see <see cref="Harvester.Search.SearchHit.Highlights"/>.</summary>
internal static class FoundIn
{
    public const string Title = "title";
    public const string Notes = "notes";
}
