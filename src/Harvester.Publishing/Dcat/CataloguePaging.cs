namespace Harvester.Publishing.Dcat;

/// <summary>Where a page stands among the pages of a catalogue, in the terms of the Hydra core vocabulary that CKAN's DCAT extension and its readers use.</summary>
/// <param name="Page">Address of the page itself.</param>
/// <param name="Total">How many datasets all pages together have.</param>
/// <param name="Size">How many at most a page has.</param>
/// <param name="Next">Null: it is the last page.</param>
public sealed record CataloguePaging(Uri Page, long Total, int Size, Uri First, Uri? Next);
