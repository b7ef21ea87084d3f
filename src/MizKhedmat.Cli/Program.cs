Console.Error.WriteLine("usage: mizctl validate|push|simulate|score …");
return 2;
