print("trailbinder")
