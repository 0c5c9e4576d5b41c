namespace Harvester.SamplePortals.Content;

/// <summary>What many municipalities publish: a dataset without its municipality.</summary>
/// <param name="Slug">Part of the file name; for a standard dataset the official one.</param>
/// <param name="Title">The usual title.</param>
/// <param name="Category">分類.</param>
/// <param name="Unit">担当課.</param>
/// <param name="Frequency">EU frequency code.</param>
/// <param name="Formats">Formats, separated by blanks.</param>
/// <param name="About">The description, without the municipality's name before it.</param>
/// <param name="English">English title, where portals have one.</param>
internal sealed record Topic(string Slug, string Title, string Category, string Unit, string? Frequency, string Formats, string About, string? English = null);
